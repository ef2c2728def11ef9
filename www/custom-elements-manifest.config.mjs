/** What `custom-elements.json` says of the package: the element as pages use it, and no more. */
export default {
  globs: ['src/element/faqlet-help.ts', 'src/element/define.ts'],
  outdir: 'dist',
  plugins: [
    {
      name: 'public-only',
      packageLinkPhase({ customElementsManifest: manifest }) {
        for (const module of manifest.modules) {
          module.path = module.path.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');
          module.declarations = module.declarations.filter(({ kind }) => kind === 'class');
          for (const { declaration } of module.exports) {
            declaration.module &&= module.path.replace('define.js', 'faqlet-help.js');
          }
          for (const declaration of module.declarations) {
            declaration.members = declaration.members.filter(
              ({ privacy, description }) => privacy !== 'private' && description,
            );
            // The general way that views tell the page is no event of its own.
            declaration.events = declaration.events.filter(({ name }) => name.includes(':'));
          }
        }
      },
    },
  ],
};
