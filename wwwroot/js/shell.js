// What the page does without a round trip: theme, menu drawer, copying, reconnecting, opening the palette. Listens on the document, so it
// works on static and on interactive pages and needs nothing re-attached after a render.
(() => {
  const root = document.documentElement;
  const year = 365 * 24 * 3600;

  const remember = (name, value, age = year) => {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${age}; samesite=lax`;
  };

  // The server writes times in this zone from the next page on.
  remember('tz', Intl.DateTimeFormat().resolvedOptions().timeZone);

  function chooseTheme(theme) {
    if (theme === 'system') {
      delete root.dataset.theme;
      remember('theme', '', 0);
    } else {
      root.dataset.theme = theme;
      remember('theme', theme);
    }
    for (const sheet of document.querySelectorAll('link[data-theme-sheet]')) {
      const own = sheet.dataset.themeSheet;
      sheet.media = theme === 'system' ? `(prefers-color-scheme: ${own})` : theme === own ? 'all' : 'not all';
    }
  }

  async function copy(button) {
    const text = button.dataset.copy;
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
    } else {
      // The clipboard interface is there on https and localhost only; a console is often reached by plain http.
      const area = document.createElement('textarea');
      area.value = text;
      area.style.position = 'fixed';
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
    }
    const title = button.title;
    button.dataset.done = '';
    button.title = button.dataset.copied;
    announce(button.dataset.copied);
    setTimeout(() => {
      delete button.dataset.done;
      button.title = title;
    }, 1500);
  }

  function announce(text) {
    let region = document.getElementById('announcements');
    if (!region) {
      region = document.createElement('div');
      region.id = 'announcements';
      region.className = 'sr-only';
      region.setAttribute('role', 'status');
      document.body.append(region);
    }
    region.textContent = '';
    requestAnimationFrame(() => { region.textContent = text; });
  }

  async function reconnect() {
    if (!await Blazor.reconnect()) {
      location.reload();
    }
  }

  // The palette is there once the page listens; before that the browser keeps its key.
  const palette = () => document.getElementById('palette');

  function togglePalette() {
    const dialog = palette();
    root.removeAttribute('data-nav-open');
    if (dialog.open) {
      dialog.close();
    } else {
      dialog.showModal();
      const input = dialog.querySelector('input');
      input.focus();
      input.select();
    }
  }

  window.palette = {
    show: id => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }),
    close: () => palette()?.close(),
  };

  const actions = {
    'toggle-nav': () => root.toggleAttribute('data-nav-open'),
    'close-nav': () => root.removeAttribute('data-nav-open'),
    reload: () => location.reload(),
    reconnect,
    'open-palette': togglePalette,
  };

  document.addEventListener('click', event => {
    if (event.target === palette()) {
      palette().close();
      return;
    }
    const target = event.target.closest('[data-action], [data-copy], [data-choose-theme], .sidebar a, .menu a');
    if (!target) {
      return;
    }
    if (target.dataset.chooseTheme) {
      chooseTheme(target.dataset.chooseTheme);
    } else if (target.dataset.copy !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      copy(target);
    } else if (target.dataset.action) {
      actions[target.dataset.action]?.();
    } else {
      root.removeAttribute('data-nav-open');
      target.closest('[popover]')?.hidePopover();
    }
  }, true);

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      root.removeAttribute('data-nav-open');
    }
    const isPaletteKey = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k';
    const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    if (isPaletteKey && palette()) {
      event.preventDefault();
      togglePalette();
    } else if (isArrow && event.target.closest('#palette')) {
      // The arrows choose in the list; the caret stays where it is.
      event.preventDefault();
    }
  });
})();
