// The tests of the login don't depend on how this application is configured.
export const initialState = {
  credentials: {
    username: 'public',
    apiKey: 'default_public',
    serverUrlTemplate: 'https://{user}.carto.com',
  },
};

export const oauthInitialState = {
  oauthApp: {
    clientId: 'AbCdEf123456',
    scopes: ['user:profile', 'datasets:r:roads'],
    authorizeEndPoint: 'https://carto.com/oauth2/authorize',
  },
};
