/** Tasks one after the other, although some of them take a moment. */

/**
 * @param {(error: unknown) => void} onError  a task that fails does not hold up the others
 * @returns {(task: () => void | Promise<void>) => Promise<void>}
 */
export function inOrder(onError) {
  let latest = Promise.resolve();
  return (task) => {
    latest = latest.then(task).catch(onError);
    return latest;
  };
}
