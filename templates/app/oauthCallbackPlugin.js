/**
 * Lets the development server answer /oauthCallback with public/oauthCallback.html, as `vite preview`
 * and most hosts do. A file in public/ reaches the browser as it is: Vite would add its own scripts
 * to any other page, and nothing but the page's own script may run where the token arrives.
 */
export function oauthCallbackPlugin() {
  return {
    name: 'oauth-callback',
    configureServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        if (/^\/oauthCallback(\?|$)/.test(request.url)) request.url = '/oauthCallback.html';
        next();
      });
    },
  };
}
