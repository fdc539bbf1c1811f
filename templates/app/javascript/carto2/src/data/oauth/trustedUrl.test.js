import { describe, expect, test } from 'vitest';
import { trustedUrls } from './trustedUrl';

const CARTO = {
  authorizeEndPoint: 'https://carto.com/oauth2/authorize',
  serverUrlTemplate: 'https://{user}.carto.com',
};
const ON_PREMISE = {
  authorizeEndPoint: 'https://maps.example.org/oauth2/authorize',
  serverUrlTemplate: 'https://data.example.org:8443/user/{user}',
};
const LOCAL = {
  authorizeEndPoint: 'http://localhost:9000/oauth2/authorize',
  serverUrlTemplate: 'http://localhost:9000/user/{user}',
};
const IP = {
  authorizeEndPoint: 'https://10.0.0.5/oauth2/authorize',
  serverUrlTemplate: 'https://10.0.0.6/user/{user}',
};
const REGIONAL = {
  authorizeEndPoint: 'https://carto.co.uk/oauth2/authorize',
  serverUrlTemplate: 'https://{user}.carto.co.uk',
};

describe('the token may go to', () => {
  test.each([
    [CARTO, 'https://carto.com/api/v4/me'],
    [CARTO, 'https://alice.carto.com/api/v4/me'],
    [CARTO, 'https://ALICE.Carto.com/api/v4/me'],
    [CARTO, 'https://acme.carto.com/u/alice/api/v4/me'],
    [CARTO, 'https://alice.carto.com:443/api/v4/me'],
    [ON_PREMISE, 'https://maps.example.org/user/alice/api/v4/me'],
    [ON_PREMISE, 'https://alice.maps.example.org/api/v4/me'],
    [ON_PREMISE, 'https://data.example.org:8443/user/alice/api/v4/me'],
    [LOCAL, 'http://localhost:9000/user/alice/api/v4/me'],
    [IP, 'https://10.0.0.5/api/v4/me'],
    [IP, 'https://10.0.0.6/user/alice'],
    [REGIONAL, 'https://alice.carto.co.uk/api/v4/me'],
  ])('%o %s', (servers, url) => {
    expect(trustedUrls(servers)(url)).toBe(true);
  });
});

describe('the token may not go to', () => {
  test.each([
    [CARTO, 'http://alice.carto.com/api/v4/me'],
    [CARTO, 'https://evilcarto.com/api/v4/me'],
    [CARTO, 'https://carto.com.evil.com/api/v4/me'],
    [CARTO, 'https://alice.carto.com@evil.com/api/v4/me'],
    [CARTO, 'https://alice@carto.com/api/v4/me'],
    [CARTO, 'https://evil.com/?https://alice.carto.com'],
    [CARTO, 'https://evil.com#.carto.com'],
    [CARTO, 'https://evil.com\\.carto.com/'],
    [CARTO, 'https://alice.carto.com:8443/api/v4/me'],
    [CARTO, 'https://carto.com./api/v4/me'],
    [CARTO, 'http://localhost:9000/api/v4/me'],
    [CARTO, 'javascript:alert(1)//carto.com'],
    [CARTO, '//alice.carto.com/api/v4/me'],
    [CARTO, 'alice.carto.com'],
    [CARTO, ''],
    [CARTO, null],
    [CARTO, ['https://carto.com/']],
    [ON_PREMISE, 'https://example.org/api/v4/me'],
    [ON_PREMISE, 'https://other.example.org/user/alice'],
    [ON_PREMISE, 'https://data.example.org/user/alice/api/v4/me'],
    [ON_PREMISE, 'https://data.example.org:8443/user/../files/alice'],
    [ON_PREMISE, 'https://data.example.org:8443/users/alice'],
    [LOCAL, 'http://localhost:9001/user/alice'],
    [LOCAL, 'http://evil.localhost:9000/user/alice'],
    [LOCAL, 'https://localhost:9000/user/alice'],
    [IP, 'https://1.10.0.0.5/api/v4/me'],
    [IP, 'https://evil.10.0.0.5/api/v4/me'],
    [IP, 'https://10.0.0.6/'],
    [REGIONAL, 'https://evil.co.uk/api/v4/me'],
    [REGIONAL, 'https://co.uk/api/v4/me'],
    [{ ...CARTO, serverUrlTemplate: 'https://{user}.com' }, 'https://evil.com/api/v4/me'],
    [{ ...CARTO, serverUrlTemplate: 'https://{user}.co.uk' }, 'https://evil.co.uk/api/v4/me'],
    [{ ...REGIONAL, serverUrlTemplate: 'https://{user}.co.uk' }, 'https://evil.co.uk/api/v4/me'],
    [{ ...CARTO, serverUrlTemplate: 'https://x{user}.co.uk' }, 'https://xevil.co.uk/api/v4/me'],
    [{ ...CARTO, serverUrlTemplate: 'https://{user}.github.io' }, 'https://evil.github.io/'],
    [{ ...CARTO, serverUrlTemplate: 'https://{user}' }, 'https://evil.co.uk/'],
    [{ ...CARTO, authorizeEndPoint: 'nonsense' }, 'https://carto.com/api/v4/me'],
    [{ ...CARTO, serverUrlTemplate: undefined }, 'https://data.example.org/api/v4/me'],
  ])('%o %s', (servers, url) => {
    expect(trustedUrls(servers)(url)).toBe(false);
  });
});
