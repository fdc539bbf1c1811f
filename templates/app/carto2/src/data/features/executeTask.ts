import type { Tasks } from './tasks';
import FeaturesWorker from './worker?worker';

interface Answer {
  result?: unknown;
  error?: string;
}

interface Pending {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/** A worker for each source, and the tasks that it has not answered yet, in their order. */
const workers = new Map<string, { worker: Worker; pending: Pending[] }>();

/** Runs a task in the worker of a source. Rejects with an AbortError if the source is removed first. */
export function executeTask<Name extends keyof Tasks>(
  sourceId: string,
  task: Name,
  params: Parameters<Tasks[Name]>[0],
) {
  const { worker, pending } = workerOf(sourceId);
  return new Promise<ReturnType<Tasks[Name]>>((resolve, reject) => {
    pending.push({ resolve, reject });
    worker.postMessage({ task, params });
  });
}

/** Ends the worker of a source that was removed. */
export function removeWorker(sourceId: string) {
  endWorker(sourceId, new DOMException('The source was removed.', 'AbortError'));
}

function endWorker(sourceId: string, reason: Error) {
  const known = workers.get(sourceId);
  workers.delete(sourceId);
  known?.worker.terminate();
  known?.pending.forEach(({ reject }) => reject(reason));
}

function workerOf(sourceId: string) {
  const known = workers.get(sourceId);
  if (known) return known;
  const created = { worker: new FeaturesWorker({ name: sourceId }), pending: [] as Pending[] };
  workers.set(sourceId, created);
  created.worker.onmessage = ({ data: { result, error } }: MessageEvent<Answer>) => {
    const { resolve, reject } = created.pending.shift()!;
    if (error === undefined) resolve(result as /* the answer to its task */ never);
    else reject(new Error(error));
  };
  // It could not be loaded. The next task tries with a new one.
  created.worker.onerror = () =>
    endWorker(sourceId, new Error('A part of this application could not be loaded.'));
  return created;
}
