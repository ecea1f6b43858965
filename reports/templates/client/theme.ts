const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const KEY = 'llm-bench-theme';

/** A button that goes round auto, light and dark. */
export function makeTheme(button: HTMLButtonElement): void {
  const set = (theme: Theme) => {
    document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
  };
  let theme = stored();
  set(theme);
  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
    set(theme);
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // A page of a file, or in a sandbox, may have no storage: the choice then lasts as long as the page.
    }
  });
}

function stored(): Theme {
  try {
    const known = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === known) ?? 'auto';
  } catch {
    return 'auto';
  }
}
