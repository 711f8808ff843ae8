import type { BookletPart } from './booklet.ts'

export const CARE: readonly BookletPart[] = [
  {
    heading: 'What you need',
    paragraphs: [
      'A string of sixty centimetres, one and a half millimetres thick, of polyester or cotton. A bead of six millimetres with a wide hole. A match or a lighter. A thin wire, such as a straightened paper clip.',
      'Take the old string with you when you buy the new one. A string that is too thick will not turn in the ball, and one that is too thin will cut into its rim.',
    ],
  },
  {
    heading: 'Taking the old one off',
    paragraphs: [
      'Cut it close to the ball and pull the rest out of the small hole at the top. The bead falls into the ball and out of the large hole; catch it with your palm. Pull the other half out of the crosspiece. If there is a knot inside the stick, take the crosspiece off first: it is only pushed on.',
    ],
  },
  {
    heading: 'Putting the new one on',
    paragraphs: [
      'Melt both ends for a second, so that they do not fray, and let them cool. Fold the wire over one end and push it through the small hole of the ball, from outside, until it comes out of the large one. Thread the bead, tie a double knot behind it, and pull: the bead goes back into the ball and stays there. It lets the ball turn without turning the string.',
      'Lead the other end through the small hole of the crosspiece and then through the stick. Tie a double knot on the far side and pull it into the wood. Push the crosspiece back on. The big cup belongs on the side where the stick is marked, or on the right if it is not.',
    ],
  },
  {
    heading: 'How long it should be',
    paragraphs: [
      'Hold the stick upright and lift the ball beside it. For most hands the string is right when the ball on its full length ends two or three fingers below the base cup. Beginners are better off with a finger more, as the ball then has more time. Players who do many turns shorten it.',
      'A new string grows by a few millimetres in the first days. Wait for a week before you cut anything off.',
    ],
  },
  {
    heading: 'Wood',
    paragraphs: [
      'Keep it away from heaters and from the window of a car. Wipe it with a dry cloth. Water raises the fibres of bare wood, and the next catch presses them flat again in the wrong place.',
      'A chipped rim of a cup may be rounded with fine paper, 240 or finer, so that it does not cut the ball. Never sand the inside of a cup, and never the hole: its roughness is what holds the spike. A worn hole is a good hole.',
      'The tip of the spike gets blunt. Leave it so. A sharp tip finds every hole better for a day, and then splits.',
    ],
  },
  {
    heading: 'When to give up',
    paragraphs: [
      'A ball that has cracked along the grain is done; it will break on a catch, and not at home. A stick that has come loose in its crosspiece is not: a strip of thin paper around it holds it for another year.',
    ],
  },
]
