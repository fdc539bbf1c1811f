const usersUrl = `${import.meta.env.SANDBOX_CARTO_URL}/user/{user}`;

/** Replaces data/cartoServers in the sandbox: the example reads its data from the local CARTO. */
export const cartoServers = { serverUrlTemplate: usersUrl, mapsUrl: usersUrl };
