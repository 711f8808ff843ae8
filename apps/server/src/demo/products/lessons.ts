import type { DemoProduct } from '../demo-product.ts'
import { trickSheets } from '../files/trick-sheets.ts'
import { TRICKS } from '../files/tricks.ts'

export const lessons: readonly DemoProduct[] = [
  {
    externalId: 'lesson_lighthouse',
    slug: 'lighthouse-in-an-hour',
    kind: 'lesson',
    title: 'The Lighthouse in an Hour',
    summary: 'One sitting, four parts: lift, meet, stand, and what to do when your hands shake.',
    description: `Nobody learns the lighthouse in an hour. But an hour is enough to understand it, and to have had the stick stand on the ball once, by more than luck.

Four parts of a quarter of an hour each, with a clock beside you. You should be at home in ball grip, and not mind picking things up from the floor.

Two videos come with it, on the two tricks that lead there: The Airplane, Slowly and The Candle, Held. Each is sold by itself too.`,
    includes: [
      'Four parts with times',
      'The lighthouse sheet and two that lead to it (PDF, A4)',
      'The videos The Airplane, Slowly and The Candle, Held',
    ],
    pictureSeed: 'lighthouse-balance',
    seller: 'studio-tama',
    prices: [{ amount: 1500, currency: 'USD', externalId: 'price_lesson_lighthouse' }],
    parts: ['video_airplane_slowly', 'video_candle_held'],
    lessons: [
      {
        title: 'First quarter: lift',
        minutes: 15,
        isPreview: true,
        body: `Ball grip, hole up, and the stick hangs below. Wait until it is still, and lift, straight, out of the knees. Let it fall again without catching. That is all you do for a quarter of an hour.

You are looking for a stick that rises upright, as if it stood in a lift. If it leans, it did so before you began: you lifted while it was swinging. If it turns, your wrist helped.

Make a mark on the wall at the height of your eyes. By the end the tip of the spike should reach it eight times out of ten, upright each time.`,
      },
      {
        title: 'Second quarter: meet',
        minutes: 15,
        body: `Now the ball goes along. As the stick rises, the ball rises below it, a little faster, so that it touches the base cup while both are still on their way up. It is a touch and not a catch. You will hear next to nothing.

Do not try to balance yet. Touch, and let it fall off. Thirty times.

If you hear a knock, the stick was already falling. Follow earlier. The ball may leave your belt at almost the same moment as the stick does.`,
      },
      {
        title: 'Third quarter: stand',
        minutes: 15,
        body: `After the touch, go down with it. Both sink together by a few centimetres, and then they stand. Look at the tip of the spike. Whatever it does, the ball does the same, underneath it, with the whole arm.

You will save it for half a second, and then you will tilt the ball, because that is what hands do. Tilting makes the cup slide. Carry instead, as you would carry a bowl that is too full.

Ten tries, a minute's rest, ten tries. No more than that: the arm tires before you notice.`,
      },
      {
        title: 'Fourth quarter: when your hands shake',
        minutes: 15,
        body: `They will, about now. Put the kendama down and shake out the arms. Breathe out for longer than you breathe in, four times.

Then take only tries that began well. If the stick was not still, do not lift. If the lift leaned, let it go. You will do fewer, and more of them will stand.

Stop at the first one that stands for two seconds. If there is none today, stop at the best touch. Tomorrow begins at the second quarter.`,
      },
    ],
    files: [
      {
        fileName: 'Lighthouse and two before it.pdf',
        contentType: 'application/pdf',
        content: () =>
          trickSheets(
            'Lighthouse and two before it',
            TRICKS.filter((trick) => ['Candle', 'Airplane', 'Lighthouse'].includes(trick.name)),
          ),
      },
    ],
  },
  {
    externalId: 'lesson_aim',
    slug: 'how-to-look',
    kind: 'lesson',
    title: 'How to Look',
    summary: 'A free lesson of ten minutes about the eyes, which decide more catches than the hands do.',
    description: `Most misses are seen too late, and not caught too late. This short lesson is about where to look, and when to stop looking there.

It costs nothing: put it into the cart and check out with an e-mail address, and it is in your library at once. The free video Before the Catch comes with it.`,
    includes: ['Two parts to read in ten minutes', 'The video Before the Catch'],
    pictureSeed: 'aim-hole',
    seller: 'studio-tama',
    prices: [{ amount: 0, currency: 'USD', externalId: 'price_lesson_aim' }],
    parts: ['video_before_the_catch'],
    lessons: [
      {
        title: 'One small thing',
        minutes: 5,
        isPreview: true,
        body: `Let the ball hang and look at it. Now look at the hole. Now look at the chipped spot on the left of its rim. Each time your head became a little more still, and so did your hand.

A large target allows the eye to wander. A small one holds it. For cups choose the hole; for the spike choose its far rim; for the lighthouse choose the tip.

Ten big cups while you look at the ball, ten while you look at the hole. Listen to which ten are quieter.`,
      },
      {
        title: 'And then through it',
        minutes: 5,
        body: `In a rhythm the small thing is the wrong thing. In moshikame a ball that you follow pulls your head up and down, and the hand follows the head.

Choose a spot on the wall, at the height at which the ball turns. Let the ball pass through your gaze. You will see it better than before, at the edge, where the eye is quick.

So there are two ways of looking: one for single tricks and one for rhythm. When something stops working, ask first which of the two you are using.`,
      },
    ],
  },
]
