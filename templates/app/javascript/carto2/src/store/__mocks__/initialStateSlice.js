// Makes the login tests independent of the application's configuration.
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
