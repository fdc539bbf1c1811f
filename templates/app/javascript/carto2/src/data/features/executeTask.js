import FeaturesWorker from './worker?worker';

/** A worker for each source, and the tasks that it has not answered yet, in their order. */
const workers = new Map();

/** Runs a task in the worker of a source. Rejects with an AbortError if the source is removed first. */
export function executeTask(sourceId, task, params) {
  const { worker, pending } = workerOf(sourceId);
  return new Promise((resolve, reject) => {
    pending.push({ resolve, reject });
    worker.postMessage({ task, params });
  });
}

/** Ends the worker of a source that was removed. */
export function removeWorker(sourceId) {
  endWorker(sourceId, new DOMException('The source was removed.', 'AbortError'));
}

function endWorker(sourceId, reason) {
  const known = workers.get(sourceId);
  workers.delete(sourceId);
  known?.worker.terminate();
  known?.pending.forEach(({ reject }) => reject(reason));
}

function workerOf(sourceId) {
  const known = workers.get(sourceId);
  if (known) return known;
  const created = { worker: new FeaturesWorker({ name: sourceId }), pending: [] };
  workers.set(sourceId, created);
  created.worker.onmessage = ({ data: { result, error } }) => {
    const { resolve, reject } = created.pending.shift();
    if (error === undefined) resolve(result);
    else reject(new Error(error));
  };
  // It could not be loaded. The next task tries with a new one.
  created.worker.onerror = () =>
    endWorker(sourceId, new Error('A part of this application could not be loaded.'));
  return created;
}
