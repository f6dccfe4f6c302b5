import net from "node:net";

/** A port of loopback behind which one of several others answers, as behind a balancer; it can be as if unplugged. */
export type Relay = {
  readonly port: number;
  /** Ends every connection and refuses new ones. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  close(): Promise<void>;
};

/** Connections go to `ports` in turn; one that takes none is passed over. */
export async function startRelay(ports: readonly number[]): Promise<Relay> {
  const sockets = new Set<net.Socket>();
  let turn = 0;
  const keep = (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
    return socket;
  };
  const join = (from: net.Socket, tries: number) => {
    const to = keep(net.connect(ports[turn++ % ports.length] ?? 0, "127.0.0.1"));
    to.once("connect", () => {
      from.pipe(to).pipe(from);
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const)
        one.once("close", () => other.destroy());
    });
    to.once("error", () => {
      if (tries > 1 && !from.destroyed) join(from, tries - 1);
      else from.destroy();
    });
  };
  const server = net.createServer((socket) => join(keep(socket), ports.length));
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const unplug = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    unplug,
    plugIn: () => listen(port),
    close: () => (server.listening ? unplug() : Promise.resolve()),
  };
}
