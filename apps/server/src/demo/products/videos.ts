import type { DemoProduct } from '../demo-product.ts'
import { movingDrawing } from '../files/moving-drawing.ts'

const SVG = 'image/svg+xml'

export const videos: readonly DemoProduct[] = [
  {
    externalId: '123e4567-e89b-12d3-a456-426614174000',
    slug: 'advanced-kendama-tutorial',
    kind: 'video',
    title: 'Advanced Kendama Tutorial',
    summary: 'Swing spike, jumping stick and how to link them: a script to read and a drawing that moves.',
    description: `A tutorial for players who have the spike and the airplane and want them to become one movement. It takes the swing spike apart into its three moments, does the same for the jumping stick, and then joins them.

This demo shop makes no films, so what you get is what a film is made from: the script, scene by scene with its times, and a drawing in which the ball really goes its way.`,
    includes: ['The script in three scenes', 'A moving drawing of the swing spike (SVG, opens in any browser)'],
    pictureSeed: 'strobe-flight',
    seller: 'north-pier',
    prices: [{ amount: 1200, currency: 'USD', externalId: 'price_1AbCdEfGhIjKlMnOpQrStUvW' }],
    lessons: [
      {
        title: 'Scene 1, 0:00 to 6:30: the swing spike in three moments',
        minutes: 7,
        isPreview: true,
        body: `From the side, at the height of the belt. Ken grip, spike up, the ball hangs still. The first moment is the swing: the ball goes away from the player, no higher than the hand, and nothing else moves. Shown four times, the last at a quarter of the speed.

The second moment is the pull. It comes when the ball has stopped at the far end, and it goes towards the shoulder. Half of what feels right is enough. The voice says: early, short. A mark on the picture shows where the ball turns.

The third is the step. The player moves in under the ball by half a foot. The hole arrives from the front, at the height of the eyes, and the point only has to be there. Ten repeats without a cut, three of them missed, because they are always missed.`,
      },
      {
        title: 'Scene 2, 6:30 to 13:00: the jumping stick',
        minutes: 7,
        body: `From the front. Ball grip, the stick stands in the hole. It is popped out upwards with a slight turn away from the player. On the first try it turns one and a half times, and the picture stops there: too much wrist. The second pop goes higher and turns more slowly. The stick makes one round and comes back by itself.

The camera goes down to the knees. They bend at the pop and at the catch, by the same amount. Somebody who sees only this picture could not say which of the two it was.

Then the hand that holds the ball, alone, for a full minute. It hardly moves. That is the point of the scene.`,
      },
      {
        title: 'Scene 3, 13:00 to 18:00: joining them',
        minutes: 5,
        body: `Swing spike, and instead of taking the ball off, change the grip while it sits: the free hand takes the ball, the first lets go of the stick, and now the stick stands in the hole, ready to jump. The change is shown from above, slowly, twice.

Then the whole line: swing, pull, click, change, jump, click. The first time with a pause of three seconds at the change, then with two, then with none.

The last picture is a list of what to do until tomorrow: ten swing spikes, ten jumps, and the change of grip fifty times while waiting for the kettle.`,
      },
    ],
    files: [
      {
        fileName: 'Swing spike.svg',
        contentType: SVG,
        content: () =>
          movingDrawing(
            'Swing spike',
            [
              { at: 0, x: 300, y: 545 },
              { at: 0.25, x: 500, y: 400 },
              { at: 0.4, x: 470, y: 220 },
              { at: 0.55, x: 360, y: 110 },
              { at: 0.7, x: 300, y: 150 },
              { at: 1, x: 300, y: 150 },
            ],
            [
              '1  Swing it away, no higher than the hand.',
              '2  At the far end, pull towards the shoulder.',
              '3  Step in; the hole comes from the front.',
            ],
          ),
      },
    ],
  },
  {
    externalId: 'video_moshikame_100',
    slug: 'moshikame-at-a-hundred',
    kind: 'video',
    title: 'Moshikame at a Hundred',
    summary: 'From sixty beats a minute to a hundred in four weeks, without getting tense on the way.',
    description: `Moshikame falls apart at two speeds: at about seventy-five, where the wrist begins to hurry, and at about ninety, where the shoulder joins in. This one is about those two places.

A script in two scenes with the exercises in full, and a moving drawing that keeps the beat for you.`,
    includes: ['The script in two scenes', 'A moving drawing of two catches (SVG, opens in any browser)'],
    pictureSeed: 'moshikame-beat',
    prices: [{ amount: 600, currency: 'USD' }],
    lessons: [
      {
        title: 'Scene 1, 0:00 to 5:00: the wrist, up to seventy-five',
        minutes: 5,
        isPreview: true,
        body: `Close on the hand. The wrist turns by a quarter, to and fro, without a ball. Then the same with a coin on the back of the hand: if it falls, the turn was too big.

With the ball, at sixty. The player says big, base, big, base. The ball rises by the breadth of a hand. When it rises higher, the voice says so, each time.

The beat goes up by five every thirty seconds. At seventy-five the player stops on purpose, after a good catch, shakes out the arm and begins again at sixty-five. That is the exercise: to stop before it breaks.`,
      },
      {
        title: 'Scene 2, 5:00 to 11:00: the shoulder, up to a hundred',
        minutes: 6,
        body: `From behind. At eighty-five the right shoulder begins to climb. A line drawn on the picture shows how far. The player breathes out, it sinks, and for eight beats it stays where it belongs.

The cure is in the knees again. With each catch they bend a little, and while they do, the shoulder has nothing to lift. At ninety they only hint at it, but they never stop.

At a hundred the catches are so close that you hear a rhythm rather than knocks. Thirty seconds of that, uncut. Then four weeks of exercises, one line each: sixty-five for three minutes; seventy-five for two; eighty-five for one; a hundred for as long as it is quiet.`,
      },
    ],
    files: [
      {
        fileName: 'Two catches.svg',
        contentType: SVG,
        content: () =>
          movingDrawing(
            'Moshikame',
            [
              { at: 0, x: 176, y: 310 },
              { at: 0.2, x: 112, y: 270 },
              { at: 0.35, x: 130, y: 430 },
              { at: 0.5, x: 300, y: 540 },
              { at: 0.65, x: 130, y: 430 },
              { at: 0.8, x: 112, y: 270 },
              { at: 1, x: 176, y: 310 },
            ],
            ['As the stick sees it: big cup, base cup, and back.', 'Rise by the breadth of a hand, no more.'],
          ),
      },
    ],
  },
  {
    externalId: 'video_airplane_slowly',
    slug: 'the-airplane-slowly',
    kind: 'video',
    title: 'The Airplane, Slowly',
    summary: 'One trick for a whole evening: when to tug, how little, and where to wait for the point.',
    description: `The airplane is learned by timing, and timing is hard to see at full speed. So this goes through it at a quarter of the speed, three times from three sides.

A script in two scenes. Sold by one of the two demo sellers, so that an order can hold the goods of several.`,
    includes: ['The script in two scenes'],
    pictureSeed: 'airplane-swing',
    seller: 'studio-tama',
    prices: [{ amount: 700, currency: 'USD' }],
    lessons: [
      {
        title: 'Scene 1, 0:00 to 4:30: when',
        minutes: 5,
        body: `From the side, at a quarter of the speed. The stick swings out. A clock in the corner counts from the moment it leaves the leg. At nought point six seconds the string is level; at nought point seven the stick has stopped and not yet begun to return. The tug comes here, and it lasts less than a tenth of a second.

Again, with the tug too late: the stick is already coming back, and the turn is lost. Again, too early: the string is slack and nothing happens. Then right, three times.

Do it without catching, and say now when the string is level. When your voice and your hand agree, go on to the second scene.`,
      },
      {
        title: 'Scene 2, 4:30 to 9:00: where',
        minutes: 5,
        body: `From above. The ball waits where the player holds it, and the point comes down beside it. So the ball has to move, and the picture shows how far: the width of three fingers, towards the stick, and a tilt of the hole.

The hand gives as the spike goes in. If it does not, the point bounces. Shown with a soft hand and with a hard one, until the difference can be heard.

Last, an honest count: forty tries, uncut, of which eleven go in. They are not spread evenly. There is one at the beginning, then a long desert, then ten.`,
      },
    ],
  },
  {
    externalId: 'video_candle_held',
    slug: 'the-candle-held',
    kind: 'video',
    title: 'The Candle, Held',
    summary: 'The small trick before the lighthouse: hold it by the spike, and let the base cup find the ball.',
    description: `The candle looks like the end of something and is the beginning of it: whoever can hold one for ten seconds has the hands for the lighthouse.

A script in two scenes. Sold by one of the two demo sellers, by itself or with the lesson The Lighthouse in an Hour.`,
    includes: ['The script in two scenes'],
    pictureSeed: 'clean-catch-candle',
    seller: 'studio-tama',
    prices: [{ amount: 500, currency: 'USD', externalId: 'price_video_candle_held' }],
    lessons: [
      {
        title: 'Scene 1, 0:00 to 3:00: the grip',
        minutes: 3,
        isPreview: true,
        body: `Close on the fingers. Thumb and two fingers around the spike, below its tip, the base cup up. The other two fingers have nothing to do, and it shows when they try to help.

The stick hangs like a bell. The player lets it swing and come to rest, four times, and only then does the ball come into the picture, still, a hand below the cup.

The pull is straight up and short. In the first tries it goes over the cup. A line on the picture shows where it ought to turn: a finger's breadth above the rim.`,
      },
      {
        title: 'Scene 2, 3:00 to 7:00: ten seconds',
        minutes: 4,
        body: `From the side. The ball comes down, and the cup goes down with it, from the knees, so that the two meet while they move the same way. There is a click when it was right and a knock when it was not.

Then nothing happens for ten seconds, and that is the exercise. The ball wants to roll to the side the thumb is on. The player breathes out and turns the wrist by less than can be seen.

Uncut: six tries, of which two are held to the end. The voice counts, and stops counting when the ball falls.`,
      },
    ],
  },
  {
    externalId: 'video_before_the_catch',
    slug: 'before-the-catch',
    kind: 'video',
    title: 'Before the Catch',
    summary: 'Free, and four minutes long: what the eyes of a player do in the half second that counts.',
    description: `Two players, the same trick, one of whom catches it. The difference is over before the ball comes down, and this shows where to look for it.

A script in one scene. It costs nothing, and comes with the lesson How to Look as well.`,
    includes: ['The script in one scene'],
    pictureSeed: 'strobe-glance',
    seller: 'studio-tama',
    prices: [{ amount: 0, currency: 'USD', externalId: 'price_video_before_the_catch' }],
    lessons: [
      {
        title: 'One scene, 0:00 to 4:00',
        minutes: 4,
        isPreview: true,
        body: `Two faces, cut off above the hands, so that only the eyes can be watched. The left player looks up with the ball and comes down with it. The right one looks up, and is back at the hand before the ball has turned.

Again at a quarter of the speed, with a clock. The left player has the ball in sight for the whole half second. The right one has let go of it after the first third, and knows already where it will be.

Now the hands are shown. One of the two has caught it. Guess before you look, and then try it: up with the ball, and down ahead of it.`,
      },
    ],
  },
]
