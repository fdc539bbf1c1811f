/** Replaces moment-timezone (0.8 MB), which deck.gl only needs for labels of maps made with CARTO Builder. */
export default {
  utc: () => {
    throw new Error('This application is built without moment-timezone. See vite.config.ts.');
  },
};
