export type PictureTheme = 'light' | 'dark'

/** The inks of one print. */
export interface Inks {
  /** The flat ground, and the one large shape on it. */
  ground: string
  shape: string
  wood: string
  woodShade: string
  woodDeep: string
  tama: string
  tamaShade: string
  band: string
  string: string
  /** Arcs of motion and small marks. */
  mark: string
  paper: string
  paperShade: string
  ink: string
  gold: string
  goldShade: string
  /** What stamps and corrections are printed in, whatever the ball is. */
  seal: string
}

export type SceneName = 'sand' | 'vermilion' | 'green' | 'night' | 'amber' | 'leaf' | 'blush'

const WOOD = {
  light: { wood: '#deb277', woodShade: '#c08f52', woodDeep: '#7d5227' },
  dark: { wood: '#cda068', woodShade: '#a97c46', woodDeep: '#5f3d1c' },
}
const WALNUT = {
  light: { wood: '#a8703f', woodShade: '#85532b', woodDeep: '#4a2b13' },
  dark: { wood: '#bd8a58', woodShade: '#976640', woodDeep: '#452811' },
}
const TAMA = {
  vermilion: { tama: '#cf4022', tamaShade: '#a92c12' },
  green: { tama: '#2c6a50', tamaShade: '#1d4f3a' },
  ink: { tama: '#2d2924', tamaShade: '#171410' },
  amber: { tama: '#e3a132', tamaShade: '#c1811a' },
  paper: { tama: '#f6eedf', tamaShade: '#dccdb2' },
}
const SHEET = {
  light: {
    paper: '#fbf6ea',
    paperShade: '#e7dcc6',
    ink: '#25211c',
    gold: '#e6b04a',
    goldShade: '#b97f1e',
    seal: '#cf4022',
  },
  dark: {
    paper: '#e9dfcb',
    paperShade: '#cabda3',
    ink: '#1b1814',
    gold: '#d19d3f',
    goldShade: '#9a6a1a',
    seal: '#c23a1d',
  },
}

type Ground = Pick<Inks, 'ground' | 'shape' | 'mark' | 'string'>
interface Scene {
  light: Ground
  dark: Ground
  wood: typeof WOOD
  tama: { tama: string; tamaShade: string }
  band: string
}

const SCENES = {
  sand: {
    light: { ground: '#ecdfc6', shape: '#e0ca9f', mark: '#25211c', string: '#25211c' },
    dark: { ground: '#3d3427', shape: '#4d4230', mark: '#e9dfcb', string: '#e9dfcb' },
    wood: WOOD,
    tama: TAMA.vermilion,
    band: '#fbf6ea',
  },
  vermilion: {
    light: { ground: '#cb4526', shape: '#b63717', mark: '#fbe9d6', string: '#fff6e8' },
    dark: { ground: '#8e2f19', shape: '#a63c22', mark: '#f5dcc4', string: '#f5e6d2' },
    wood: WOOD,
    tama: TAMA.paper,
    band: '#25211c',
  },
  green: {
    light: { ground: '#2b5d48', shape: '#224d3b', mark: '#e6e7cf', string: '#f3ecd8' },
    dark: { ground: '#1c4031', shape: '#26503e', mark: '#d5dabf', string: '#e5dfcb' },
    wood: WOOD,
    tama: TAMA.amber,
    band: '#fbf6ea',
  },
  night: {
    light: { ground: '#2b2823', shape: '#3a352d', mark: '#ecdfc6', string: '#ecdfc6' },
    dark: { ground: '#2c2822', shape: '#3d372e', mark: '#d9ccb2', string: '#d9ccb2' },
    wood: WOOD,
    tama: TAMA.vermilion,
    band: '#fbf6ea',
  },
  amber: {
    light: { ground: '#e5ab45', shape: '#d6972c', mark: '#3a2508', string: '#2d1d08' },
    dark: { ground: '#7a4f14', shape: '#90631f', mark: '#f4dfb2', string: '#f6e6c4' },
    wood: WALNUT,
    tama: TAMA.green,
    band: '#fbf6ea',
  },
  leaf: {
    light: { ground: '#cbd6bd', shape: '#b7c7a6', mark: '#22382c', string: '#22382c' },
    dark: { ground: '#33432f', shape: '#40523b', mark: '#d7e0c8', string: '#e0e6d2' },
    wood: WALNUT,
    tama: TAMA.ink,
    band: '#e3a132',
  },
  blush: {
    light: { ground: '#edc9b3', shape: '#e2b298', mark: '#4b2014', string: '#3a1a10' },
    dark: { ground: '#5a3527', shape: '#6c4332', mark: '#f2d3c1', string: '#f2dccd' },
    wood: WOOD,
    tama: TAMA.ink,
    band: '#cf4022',
  },
} as const satisfies Record<SceneName, Scene>

export function inksOf(name: SceneName, theme: PictureTheme): Inks {
  const scene: Scene = SCENES[name]
  return { ...SHEET[theme], ...scene.wood[theme], ...scene.tama, ...scene[theme], band: scene.band }
}
