import { OptionDefaults } from 'typedoc';

/** @type {import('typedoc').TypeDocOptions & import('typedoc-plugin-markdown').PluginOptions} */
export default {
  name: 'faqlet',
  entryPoints: [
    '../src/index.ts',
    '../src/element/index.ts',
    '../src/element/define.ts',
    '../src/react/index.ts',
    '../src/node/index.ts',
    '../src/contact/index.ts',
    '../src/outbox/index.ts',
  ],
  plugin: ['typedoc-plugin-markdown', './texts.mjs'],
  out: '../../docs/api',
  readme: 'none',
  // The custom elements manifest's.
  blockTags: [...OptionDefaults.blockTags, '@slot', '@fires', '@cssprop', '@csspart'],
  disableSources: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeExternals: true,
  excludeInternal: true,
  pageTitleTemplates: {
    index: 'API reference',
    module: ({ name }) => `faqlet/${name}`.replace('/index', '').replace('/element/', '/'),
  },
  hidePageHeader: true,
  hideBreadcrumbs: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  router: 'module',
  entryFileName: 'README',
  useCodeBlocks: true,
  validation: { notExported: false, invalidLink: true, notDocumented: true },
  treatWarningsAsErrors: true,
};
