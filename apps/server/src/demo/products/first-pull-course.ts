import type { DemoLesson, DemoProduct } from '../demo-product.ts'
import { trickSheets } from '../files/trick-sheets.ts'
import { TRICKS } from '../files/tricks.ts'

const lessons: readonly DemoLesson[] = [
  {
    title: 'What you are holding',
    minutes: 6,
    isPreview: true,
    body: `A kendama has four parts. The ken is the stick, with a spike at one end and a shallow cup, the base cup, at the other. Across it sits the sarado, a crosspiece with a big cup and a small cup. The tama is the ball, with one hole. A string of about forty centimetres joins them, and a small bead inside the ball lets it turn without twisting the string.

Hold it up by the stick and let the ball hang. It should end about a hand below the stick. Shorter, and the ball has no time to fly; longer, and it has too much.

Look at the hole. Around its rim the paint wears off first, and soon you will see bare wood. That is good: bare wood grips the spike. Do not repaint it.

That is all the theory there is. The next lesson begins with your knees.`,
  },
  {
    title: 'Stand like somebody waiting for a bus',
    minutes: 7,
    body: `Feet apart, weight on both, shoulders down. Hold the stick in front of your belly, with the elbow near your side. Nothing in you should be pulled tight.

Now bend your knees, a little, and straighten them. The ball goes up by a few centimetres. It does so although your arm did nothing at all. Do it again, and look at how straight the ball rises when only your legs work.

Try it once with the arm instead, to see the difference. The ball goes higher, leans to one side, and comes back in a hurry. That is why we use the legs.

Ten gentle lifts, without catching. Let the ball drop back and hang still each time. If you have to wait for it to be still, wait.`,
  },
  {
    title: 'The first catch',
    minutes: 9,
    body: `Turn the big cup to the ceiling. Let the ball hang under it, still. Bend, rise, and now, as the ball stops rising, move the cup under it and bend your knees again.

You have probably caught it, or it has hit the rim and jumped off. Both are fine. What you are looking for is the quiet: a catch that makes hardly a sound, because the cup went down with the ball.

Catch it low. A beginner meets the ball at the chest, where it is still fast. Let it come to the height of your belt and it will almost lie down by itself.

Do not count misses. Count quiet catches, and stop for today when you have ten.`,
  },
  {
    title: 'The other two cups',
    minutes: 10,
    body: `Turn your wrist half round, and the small cup looks up. It is the same movement. Only look more closely: choose the hole on the underside of the ball, and do not let it out of your sight.

Then turn the stick upside down, so that the base cup is on top. Let the string hang outside your hand. Lift the ball a little higher than before, and when it lands go on sinking with it. The cup is so shallow that the ball stays only if you do not stop.

Five of each, then back to the big cup. It will feel enormous.`,
  },
  {
    title: 'Back and forth',
    minutes: 9,
    body: `From the big cup to the base cup and back again: that is moshikame, and it is the exercise that you will do for as long as you play.

Pop the ball up by a hand's breadth, turn the wrist by a quarter, catch it with the base. Pop, turn back, catch with the big cup. Bend your knees on each catch, and the beat will come by itself.

Two are a beginning. Ten are a good day. Do not hurry to have more; have slower ones.

If it speeds up until it falls apart, you are following the ball with your eyes. Look through it, at the wall.`,
  },
  {
    title: 'A hole and a point',
    minutes: 11,
    body: `The spike is what everybody has seen in pictures. Hold the stick upright. Turn the ball with your other hand until the hole is underneath, hold the string with two fingers so that it stops turning, and let go, slowly.

Lift. Watch the hole. As the ball stops, bring the point under the hole and go down with it.

It may take an evening. It took everybody an evening. When it works, you will hear a small wooden click, and you will look around to see whether somebody saw it.`,
  },
  {
    title: 'When it does not work',
    minutes: 6,
    body: `There are four reasons, and it is always one of them.

- You are using the arm. Put your free hand on your elbow and do ten big cups like that.
- The ball spins. Still it by hand before each try, even if that makes every try three times as long.
- The string is twisted. Hold the stick level, let the ball hang, and wait until it has unwound itself.
- You are tired. The hand gets worse after about twenty minutes and will not tell you.

Stop on a catch, always on a catch, and the next day begins where this one ended.`,
  },
  {
    title: 'What to learn next',
    minutes: 5,
    body: `You have three cups, a rhythm and a point. That is a real beginning: with these five things alone people have played for a lifetime.

If you like the rhythm, stay with moshikame and bring it to a hundred. If you like the click, learn the swing spike, in which the ball comes round from the front. If you like to watch the stick fly, turn the kendama around, hold the ball, and try the airplane.

Whatever you choose, choose one. Two weeks with one trick bring more than two weeks with five. And go on beginning every day with ten quiet big cups. They are the scales of this instrument.`,
  },
]

export const firstPullCourse: DemoProduct = {
  externalId: 'course_first_pull',
  slug: 'first-pull',
  kind: 'course',
  title: 'First Pull: kendama from nothing',
  summary: 'Eight short lessons for the first two weeks: how to stand, three cups, a rhythm and the spike.',
  description: `For somebody who has just unpacked a kendama and does not know which end is up. Eight lessons of a few minutes, each with one thing to do and one thing to listen for.

At the end you can catch the ball in all three cups, pass it back and forth, and put it on the point. You will also know the four reasons why it sometimes does not work, which are the same for everybody.

Lesson one is open to all. If you like how it talks to you, the other seven go on like that.`,
  includes: [
    'Eight written lessons, the first open to everyone',
    'Six trick sheets for beginners (PDF, A4)',
    'No end date: it stays in your library',
  ],
  pictureSeed: 'first-cup',
  prices: [{ amount: 1900, currency: 'USD' }],
  lessons,
  files: [
    {
      fileName: 'Six first tricks.pdf',
      contentType: 'application/pdf',
      content: () =>
        trickSheets(
          'Six first tricks',
          TRICKS.filter((trick) => trick.level <= 2),
        ),
    },
  ],
}
