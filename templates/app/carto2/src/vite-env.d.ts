/** Makes an environment variable an error unless ImportMetaEnv lists it, as in the example below. */
interface ViteTypeOptions {
  strictImportMetaEnv: unknown;
}

// interface ImportMetaEnv {
//   readonly VITE_NAME: string;
// }
