/** The servers of CARTO's own SQL API and Maps API, whatever servers this application uses. */
export const cartoServers = {
  serverUrlTemplate: 'https://{user}.carto.com',
  mapsUrl: 'https://maps-api-v2.us.carto.com/user/{user}',
};
