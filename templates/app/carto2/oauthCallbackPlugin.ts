import type { Plugin } from 'vite';

/**
 * Makes the development server respond to /oauthCallback with public/oauthCallback.html, like
 * `vite preview` and most hosts. The page is in public/ because Vite serves files there unchanged. It
 * adds its scripts to all other pages, but only the page's own script may run where the token arrives.
 */
export function oauthCallbackPlugin(): Plugin {
  return {
    name: 'oauth-callback',
    configureServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        if (/^\/oauthCallback(\?|$)/.test(request.url ?? '')) request.url = '/oauthCallback.html';
        next();
      });
    },
  };
}
