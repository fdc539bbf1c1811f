// Chooses the colors before anything is drawn. A file, as the Content-Security-Policy forbids inline scripts.
(() => {
  const read = () => {
    try {
      return localStorage.getItem('mui-mode'); // kept by MUI's useColorScheme
    } catch {
      return null; // the browser blocks storage
    }
  };
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const mode = read();
  const isDark = mode === 'dark' || (mode !== 'light' && prefersDark);
  document.documentElement.dataset.colorScheme = isDark ? 'dark' : 'light';
})();
