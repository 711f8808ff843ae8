import type { DemoLesson, DemoProduct } from '../demo-product.ts'
import { practiceLog } from '../files/practice-log.ts'
import { trickSheets } from '../files/trick-sheets.ts'

const lessons: readonly DemoLesson[] = [
  {
    title: 'Before the first pull',
    minutes: 9,
    isPreview: true,
    body: `Put the kendama down. Stand with your feet as wide as your hips, and bend your knees until your heels feel heavy. Now straighten up, slowly, and bend again. That movement is the whole course. Every trick you will learn here is made by the legs, and the hand only decides where the wood is when the ball arrives.

Most people begin with the arm, because the arm is what holds the thing. The arm is quick and clever and it overdoes everything. A ball that is thrown by the arm goes up crooked and comes down fast. A ball that is lifted by the knees goes up straight and hangs for a moment at the top, and in that moment there is all the time in the world.

Try it with an empty hand. Hold a fist in front of your belly, bend, rise, and let the fist rise no more than you do. If somebody watched only your hand, they should not be able to tell when you will move.

## Until the next lesson

Twenty of these bends, three times a day, wherever you are waiting for something. You will feel silly for two days. On the third day you will catch your first ball without thinking about it.`,
  },
  {
    title: 'Three grips and what each is for',
    minutes: 11,
    isPreview: true,
    body: `There are three ways to hold a kendama that matter, and you will use all of them in every game you play.

## Ken grip

Thumb and first finger on the stick just below the cups, the other fingers loose around it. It is for cups and for the spike. The thumb lies on the side you look at, so that you can always see whether the cup is level.

## Ball grip

The ball sits on the first three fingertips, the hole facing up, and the thumb touches it lightly from the front. It is for tricks in which the stick flies: airplane, lighthouse, jumping stick. Do not squeeze. If your knuckles are white, the stick will come home to a fist, and it does not like fists.

## Candle grip

Two fingers and the thumb hold the spike, the base cup on top. It is for the candle alone, but it teaches you more about softness than any other, as a stick held by its tip cannot be forced.

Change between them with the string hanging free. If the string is wound once around the stick, stop and let the ball spin until it is straight. A twisted string pulls every ball to the same side, and you will look for the fault in yourself.`,
  },
  {
    title: 'The big cup, slowly',
    minutes: 14,
    body: `The big cup is the first trick of every grading list, and the one that the best players warm up with. It is worth doing well.

Let the ball hang and wait until it is quite still. Look at the ball, not at the cup. Bend your knees, and as you rise let the cup stay where it is: the string lifts the ball by itself. There is no throw. When the ball has stopped rising, it is a hand above the cup. Now bend again, so that the cup sinks with the ball for the last few centimetres, and they meet without a sound.

The sound is your teacher. A loud knock means that the cup met the ball on its way down. A dull tap means that you sank with it. Work on the sound, not on the score: ten quiet catches are worth more than thirty loud ones.

If the ball jumps out, you are catching too high; most beginners meet it at the chest. Let it come down to the belt. If it always leaves on the same side, the pull is slanted; stand before a door frame and pull along the edge.

## Until the next lesson

Ten quiet ones in a row, on three days.`,
  },
  {
    title: 'Small cup and base cup',
    minutes: 13,
    body: `The small cup is the same trick with half the room for error. Turn the wrist until it looks at the ceiling, and do what you did before. What changes is where you look: not at the ball as a whole but at the hole in its underside. A small target makes a steady eye.

The base cup is at the other end, and here you have to turn the stick upside down. Hold it with three fingers so that the base looks up, and let the string run outside the hand. If it runs inside, the ball will wind itself around your thumb on the third try, and you will know why I mention it.

The base cup is shallow. A ball that arrives with any speed rolls straight off again. So lift it a little higher than before, let it slow down, and go with it for the length of your forearm. Most misses here are catches that stop too soon: the ball was already in, and the hand held still.

Practise them as a pair, five and five. On a bad day do the small cup only. It is the one that teaches the hand to be straight.`,
  },
  {
    title: 'Keeping time: moshikame',
    minutes: 16,
    body: `Moshikame is an old song about a hare and a tortoise, and the name of a simple exercise: big cup, base cup, big cup, base cup, for as long as you can. It is the only trick in this course that is measured in minutes.

The wrist makes a quarter turn each time, no more. The ball rises a hand's breadth and not higher. The knees bend on every catch, softly, so that your whole body keeps the beat and the wrist has nothing to do but turn.

Begin at sixty beats a minute, one catch a second, with a metronome or a slow song. It will feel too slow. It is exactly as slow as it needs to be: at that speed you can watch what your hand does between the catches. When you can do thirty without looking at a clock, go to seventy.

It will try to speed up. That is the commonest fault of all, and it comes from the eyes: you begin to follow the ball instead of waiting for it. Look at a spot behind the ball, and let it pass through your gaze twice a beat.

Write down your best run each day. Not to beat it, but to see how little it depends on strength, and how much on having slept.`,
  },
  {
    title: 'The spike',
    minutes: 15,
    body: `Until now the ball could arrive in any attitude. From here on it has a front and a back: there is one hole, and it has to be underneath.

So the first half of this trick happens before the pull. Turn the ball with the free hand until the hole looks straight down. Steady it with two fingers on the string. Take the fingers away slowly, one after the other. If it begins to spin, stop and do it again. It is not lost time: it is the trick.

Then lift, gently and straight. A ball that does not spin keeps its hole below by itself. Watch the hole, only the hole. Your hand will carry the point to where your eyes are, as it does when you thread a needle.

Meet it late. The point should be in the hole before the ball has gained speed, and then go down with it for the last few centimetres, until it sits. If you hear the point knock on wood, you looked up to see whether it would work.

Five in an evening is a fine beginning. Ten in a row is a grade.`,
  },
  {
    title: 'Turning the stick: airplane',
    minutes: 17,
    body: `Change sides: hold the ball, hole upwards, and let the stick hang. Everything you know still holds, but now the long thing flies and the round thing waits.

Swing the stick away from you, until the string is nearly level. As it reaches the end of the swing and is about to come back, give a short tug towards your belt. The tug makes it turn. It will turn once, spike first, and come home to the ball.

Two mistakes are waiting. The first is to tug hard: the stick turns one and a half times and arrives by its handle. The turn is decided by when you tug and not by how much; early and soft is right. The second is to wait with a stiff arm. Lift the ball a little to meet the stick, tilt the hole towards it, and let the arm give as it goes in.

Do twenty swings without trying to catch at all. Watch when the tip of the spike looks at you. That is the moment to move the ball, and after twenty swings you will know it in your sleep.`,
  },
  {
    title: 'Around Japan',
    minutes: 18,
    body: `Small cup, big cup, spike: three tricks that you have, in one breath. The difficulty is not in any of them but in the two moments between.

Begin with a quiet small cup. Wait until you would be content to stop. Then pop the ball from the middle of the cup, never over its rim, and turn the wrist as a door turns, on one hinge, until the big cup is there. Settle again. Only then the last pop, a little to the side of your thumb, and the point comes round under the hole.

If the ball spins more with each catch, you are rolling it off the rims. If the last catch is a lunge, the second was never quiet. Nearly always the fault is one catch earlier than the one you missed.

Say the names aloud while you learn: small, big, spike. It sounds childish. It also keeps you from hurrying, because nobody can say three words in the time that a nervous hand wants to take for them.`,
  },
  {
    title: 'The lighthouse',
    minutes: 21,
    body: `This is the trick that people stop to look at. The stick leaves your hand, stands in the air, comes to rest upright on the ball, and for a second the room is quiet.

Hold the ball with the hole upwards and let the stick hang until it is still. Lift it straight, with the legs, without any turn. It rises upright because nothing has told it to do otherwise. While it still rises, bring the ball under the base cup, so that they meet at nearly the same speed. That is the secret: not a catch from below but a meeting on the way.

Then the balance begins. Look at the tip of the spike. It moves the most, and so it tells you the soonest. When it leans left, the ball goes left under it, with the whole arm, as if you carried a full bowl. Never tilt the ball. Hold your breath if you must, but bend your knees.

A second is a success. Three seconds count in a grading. I have set aside four weeks for it in the plan, and you should take all of them.`,
  },
  {
    title: 'Ten weeks: a plan that survives real life',
    minutes: 10,
    body: `Ten minutes a day, six days a week. Not an hour on Sundays: the hand learns while it sleeps, and it can only do so often if you give it something often.

- Weeks one and two: knees and the big cup, and nothing else.
- Weeks three and four: small cup, base cup, and moshikame at sixty.
- Week five: the spike.
- Week six is a rest week. Do only what you like best.
- Week seven: airplane.
- Week eight: Around Japan, slowly.
- Weeks nine and ten: the lighthouse for five minutes a day, and then five minutes of anything that works, so that every day ends on a catch.

## The week in which nothing works

There will be one, often around the fifth. It is not a step back: your hand has begun to do things by itself, and it is bad at them. Go down one level, do a hundred quiet big cups, and it will pass.

Use the log that comes with this course. One line a day is enough. When you read it in week ten, you will not believe how worried you were about the base cup.`,
  },
]

export const premiumCourse: DemoProduct = {
  externalId: 'prod_1',
  slug: 'premium-course',
  kind: 'course',
  title: 'Premium Course',
  summary: 'Ten lessons from the first bend of the knees to the lighthouse, with trick sheets and a practice log.',
  description: `The whole of what this school teaches, in the order in which a hand learns it. It begins with standing, goes through the cups, the rhythm of moshikame and the spike, and ends with a stick that stands upright on a ball.

Each lesson says what to do, what it should sound like, what usually goes wrong, and when to go on. You read it once, put it away, and practise for a few days. Ten minutes a day are enough for the plan in the last lesson, and it allows for the week in which nothing works.

You need one kendama with a hole that is not too worn, a string as long as your forearm, and a place where a dropped ball does no harm.

This is a demo shop: the course is real and yours to read, and nothing is charged.`,
  includes: [
    'Ten written lessons, two of them open to everyone',
    'Twelve trick sheets to print and cut (PDF, A4)',
    'A practice log for eight weeks (PDF, A4)',
    'No end date: it stays in your library',
  ],
  pictureSeed: 'premium-spike',
  prices: [{ amount: 4999, currency: 'USD' }],
  lessons,
  files: [
    {
      fileName: 'Twelve trick sheets.pdf',
      contentType: 'application/pdf',
      content: () => trickSheets('Twelve trick sheets'),
    },
    { fileName: 'Practice log.pdf', contentType: 'application/pdf', content: practiceLog },
  ],
}
