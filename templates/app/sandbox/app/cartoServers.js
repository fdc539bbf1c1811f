const usersUrl = `${import.meta.env.SANDBOX_CARTO_URL}/user/{user}`;

/** Stands in for data/cartoServers in the sandbox: the data of the example are at the local CARTO. */
export const cartoServers = { serverUrlTemplate: usersUrl, mapsUrl: usersUrl };
