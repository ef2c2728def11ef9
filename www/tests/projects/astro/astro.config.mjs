import { defineConfig } from 'astro/config';

export default defineConfig({
  vite: {
    // For `astro dev`: what Vite 7 and older prepare in advance leaves the engine behind.
    optimizeDeps: { exclude: ['faqlet'] },
  },
});
