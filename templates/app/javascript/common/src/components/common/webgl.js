/** Whether this browser supports WebGL 2, which the map needs. */
export function hasWebGL() {
  return Boolean(document.createElement('canvas').getContext('webgl2'));
}
