export default {
  mode: 'production',
  entry: './src/main.js',
  output: {
    path: `${import.meta.dirname}/public/assets`,
    // Pages whose policy says `require-trusted-types-for 'script'` need it for all that webpack loads.
    trustedTypes: true,
  },
};
