/** Runs the work while no other tab of this browser runs work of that name. */
export function alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  // Pages served without TLS have no locks. The server takes each answer once, so two tabs only waste a request.
  return navigator.locks ? navigator.locks.request(name, work) : work();
}
