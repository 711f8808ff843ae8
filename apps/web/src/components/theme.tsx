import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type ThemeChoice = 'system' | 'light' | 'dark'

const ThemeContext = createContext<{ theme: ThemeChoice; choose: (theme: ThemeChoice) => void } | null>(null)

/** `public/theme.js` has put a stored choice on the root before the first paint. */
function readChoice(): ThemeChoice {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

function keepChoice(theme: ThemeChoice): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem('theme')
    else localStorage.setItem('theme', theme)
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState(readChoice)
  const value = useMemo(
    () => ({
      theme,
      choose: (next: ThemeChoice) => {
        keepChoice(next)
        setTheme(next)
      },
    }),
    [theme],
  )
  return <ThemeContext.Provider value={value}>{children}</ThemeContext.Provider>
}

export function useTheme() {
  const theme = useContext(ThemeContext)
  if (!theme) throw new Error('useTheme needs a ThemeProvider above it')
  return theme
}

const CHOICES: ReadonlyArray<{ value: ThemeChoice; label: string; icon: IconName }> = [
  { value: 'system', label: 'As the system', icon: 'screen' },
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
]

export function ThemeSwitch() {
  const { theme, choose } = useTheme()
  return (
    <fieldset className="flex items-center">
      <legend className="sr-only">Colours</legend>
      {CHOICES.map((choice) => (
        <label
          key={choice.value}
          title={choice.label}
          className="grid size-target cursor-pointer place-items-center rounded-2 text-soft hover:text-ink has-checked:bg-sunk has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ink"
        >
          <input
            type="radio"
            name="theme"
            value={choice.value}
            checked={theme === choice.value}
            onChange={() => choose(choice.value)}
            className="sr-only"
          />
          <Icon name={choice.icon} />
          <span className="sr-only">{choice.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
