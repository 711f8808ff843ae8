import type { Pose } from './draw-kendama.ts'

export interface Trick {
  name: string
  /** From 1, a first afternoon, to 5, a season. */
  level: 1 | 2 | 3 | 4 | 5
  grip: string
  steps: readonly string[]
  fault: string
  cure: string
  pose: Pose
}

export const TRICKS: readonly Trick[] = [
  {
    name: 'Big cup',
    level: 1,
    grip: 'Ken grip: thumb and first finger on the stick below the cups, the big cup facing the ceiling.',
    steps: [
      'Let the ball hang dead still. Bend your knees before you bend your arm.',
      'Straighten the legs. The ball rises because you do; the hand only follows.',
      'When the ball stops rising, bring the cup under it and bend the knees again to take the weight.',
    ],
    fault: 'The ball hits the rim and jumps out.',
    cure: 'You are catching high. Wait until it has begun to fall and catch it at belt height.',
    pose: {
      lean: -82,
      tama: [0.35, -1.25],
      path: [
        [0.4, 2],
        [0.1, 0],
      ],
    },
  },
  {
    name: 'Small cup',
    level: 1,
    grip: 'Ken grip, turned half round, so that the small cup looks up.',
    steps: [
      'Begin as for the big cup, with a still ball and soft knees.',
      'Pull straight up. The small cup forgives no sideways drift.',
      'Look at the hole under the ball, not at the cup, and catch with a dip.',
    ],
    fault: 'The ball always leaves on the same side.',
    cure: 'The pull is slanted. Stand with the string in line with a door frame and pull along it.',
    pose: {
      lean: 82,
      tama: [-0.3, -1.15],
      path: [
        [0, 2],
        [-0.2, 0],
      ],
    },
  },
  {
    name: 'Base cup',
    level: 2,
    grip: 'Hold the stick upside down with three fingers, the base cup on top.',
    steps: [
      'Let the string fall on the far side of your hand, or the ball will meet it.',
      'Pull a little higher than before: the cup is shallow and needs a slow ball.',
      'Catch early in the fall and follow it down the length of your forearm.',
    ],
    fault: 'The ball lands and rolls off.',
    cure: 'Your hand stops at the catch. Keep going down with it for a hand’s breadth.',
    pose: {
      lean: 180,
      tama: [0, -2],
      path: [
        [0.9, 1.9],
        [0.9, -0.6],
      ],
    },
  },
  {
    name: 'Candle',
    level: 2,
    grip: 'Hold the spike end between thumb and two fingers, the base cup up, like a candle.',
    steps: [
      'The stick is long this way. Keep the elbow at your side to shorten it.',
      'Pull with the legs alone; the wrist has no strength in this grip.',
      'Set the cup under the ball and sink with it.',
    ],
    fault: 'The stick tips over when the ball lands.',
    cure: 'Hold it with the tips of the fingers, not in the fist, so that it can give.',
    pose: {
      lean: 176,
      tama: [-0.1, -2.05],
      path: [
        [-1, 1.8],
        [-0.8, -0.5],
      ],
    },
  },
  {
    name: 'Moshikame',
    level: 2,
    grip: 'Ken grip, the big cup up, the hand in front of the navel.',
    steps: [
      'Big cup, then a quarter turn of the wrist, then base cup, and back.',
      'The ball rises no more than a hand above the cup. Small is steady.',
      'Count aloud. At sixty beats a minute it is a rest; at a hundred it is a sport.',
    ],
    fault: 'It gets faster by itself until it falls.',
    cure: 'You are chasing the ball. Bend the knees on every catch and they will keep the time.',
    pose: {
      lean: -60,
      tama: [0.2, -1.5],
      path: [
        [-0.9, 0.6],
        [-1.2, -1.6],
      ],
    },
  },
  {
    name: 'Spike',
    level: 2,
    grip: 'Ken grip, the spike up. Turn the ball until its hole looks straight down.',
    steps: [
      'Stop the ball from spinning with your free hand, then take the hand away slowly.',
      'Pull straight and gently. A ball that does not spin keeps its hole below.',
      'Aim the point at the hole, follow the ball down for the last hand’s breadth.',
    ],
    fault: 'The point knocks on the wood beside the hole.',
    cure: 'Watch the hole and nothing else. The hand goes where the eyes are.',
    pose: {
      lean: 0,
      tama: [0, -1.75],
      path: [
        [0.9, 1.9],
        [1, -1.2],
      ],
    },
  },
  {
    name: 'Airplane',
    level: 3,
    grip: 'Hold the ball, hole up; the stick hangs below it.',
    steps: [
      'Swing the stick away from you until the string is level.',
      'Pull it back towards you with a short tug as it begins to return.',
      'It turns once. Let the spike come to the hole; tilt the ball to meet it.',
    ],
    fault: 'The stick turns too far and comes in by the handle.',
    cure: 'Tug earlier and softer. The turn is made by the start of the pull and not by its strength.',
    pose: {
      lean: 118,
      tama: [-1.2, 1],
      path: [
        [1.6, 1.6],
        [0.6, 2.2],
      ],
    },
  },
  {
    name: 'Swing spike',
    level: 3,
    grip: 'Ken grip, the spike up.',
    steps: [
      'Swing the ball away from you, no higher than the hand.',
      'At the far end pull it towards your shoulder, so that it comes round once.',
      'Step in under it. The hole arrives from the front; meet it at eye height.',
    ],
    fault: 'The ball flies past your ear.',
    cure: 'The pull is too long. Half the distance, twice as early.',
    pose: {
      lean: -12,
      tama: [-0.35, -1.8],
      path: [
        [1.9, 0.6],
        [1.6, -2.3],
      ],
    },
  },
  {
    name: 'Lighthouse',
    level: 4,
    grip: 'Hold the ball, hole up. The stick will stand on it by its base cup.',
    steps: [
      'Pull the stick straight up, without any turn, until it stands free in the air.',
      'Bring the ball under the base cup while the stick still rises: they meet gently.',
      'Then balance: the ball moves under the stick, never the other way round.',
    ],
    fault: 'It lands and falls at once.',
    cure: 'Look at the tip of the spike, the part that moves most, and answer with the whole arm.',
    pose: {
      lean: 0,
      tama: [0, 2.1],
      path: [
        [1.4, 1.6],
        [0.9, 2.2],
      ],
    },
  },
  {
    name: 'Around the prefecture',
    level: 3,
    grip: 'Ken grip, big cup up.',
    steps: [
      'Big cup. Settle until the ball is silent.',
      'Base cup by a quarter turn. Settle again.',
      'Pop, turn the spike under it, and catch on the point.',
    ],
    fault: 'The last catch is a lunge.',
    cure: 'It is lost at the second one. Do not leave the base cup before it is quiet.',
    pose: {
      lean: -20,
      tama: [-0.55, -1.65],
      path: [
        [1.2, 0.4],
        [0.9, -1.8],
      ],
    },
  },
  {
    name: 'Around Japan',
    level: 4,
    grip: 'Ken grip, small cup up.',
    steps: [
      'Small cup, big cup, and the wrist turns as a door does: on one hinge.',
      'From the big cup to the spike: pop a little to the side of the thumb.',
      'Three catches, three knee bends. Say their names while you learn.',
    ],
    fault: 'The ball spins more with every catch.',
    cure: 'You roll it off the rim. Send each pop from the middle of the cup.',
    pose: {
      lean: 24,
      tama: [0.7, -1.6],
      path: [
        [-1.3, 0.2],
        [-1, -2],
      ],
    },
  },
  {
    name: 'Jumping stick',
    level: 5,
    grip: 'Hold the ball with the stick standing in it, spike in the hole.',
    steps: [
      'Pop the stick out, upwards, with a slight turn away from you.',
      'Watch it turn once. Keep the ball where it is; the stick comes back by itself.',
      'Take it in again by the spike, with soft knees.',
    ],
    fault: 'It turns one and a half times.',
    cure: 'Less wrist, more height. A slow turn can be watched, and what can be watched can be caught.',
    pose: {
      lean: 160,
      tama: [0, 1.9],
      path: [
        [1.2, 1.4],
        [0.8, 2],
      ],
    },
  },
]
