/** Stands in for moment-timezone, 0.8 MB that deck.gl only needs for the labels of CARTO's Builder. */
export default {
  utc: () => {
    throw new Error('This application is built without moment-timezone; see vite.config.js.');
  },
};
