import { remoteNodeOf, segmentPrefix } from "./identity.ts";
import { mute, type Scene } from "./scene.ts";

/** The two ends of each link that a port may have at this moment. */
export function candidates(scene: Scene, port: string): (readonly [string, string])[] {
  const { model, plan, segments } = scene;
  const others = new Set<string>(model.wiring.wiredFrom(port));
  const wiredTo = model.port(port)?.wiredTo;
  if (wiredTo) others.add(wiredTo);
  const far = model.wiring.farEnd(port);
  if (far !== null) others.add(far);
  const partner = model.hearing.partner(port);
  if (partner !== null) others.add(partner);
  const segment = segments.idOf(port);
  if (segment !== null) others.add(segment);
  if (model.hearing.hears(port, port)) others.add(port);
  for (const planned of plan?.partners(port) ?? []) others.add(planned);
  const pairs: (readonly [string, string])[] = [];
  for (const other of others) if (present(scene, port, other)) pairs.push(port <= other ? [port, other] : [other, port]);
  return pairs;
}

/** Whether the topology has a link between these two. The order of the two does not matter. */
export function present(scene: Scene, a: string, b: string): boolean {
  const { model, plan } = scene;
  if (plan?.joins(a, b)) return true;
  if (a === b) return model.hearing.hears(a, a);
  if (a.startsWith(segmentPrefix)) return attached(scene, b, a);
  if (b.startsWith(segmentPrefix)) return attached(scene, a, b);
  if (model.wiring.cabled(a, b)) return cableShown(scene, a, b);
  return exists(scene, a) && exists(scene, b) && model.hearing.partner(a) === b && !throughOurBridge(scene, a, b);
}

/** Whether the two hear each other by way of a bridge whose own ports listen: then their cables to it say all. */
function throughOurBridge({ model }: Scene, a: string, b: string): boolean {
  for (const end of [a, b]) {
    const slave = model.wiring.bridgePortOf(end);
    if (slave === null || !model.port(slave)?.watched) return false;
  }
  return model.wiring.route(a, b) !== null;
}

function exists({ model }: Scene, end: string): boolean {
  return model.port(end) !== undefined || remoteNodeOf(end) !== null;
}

/** A member of a segment whose cable we do not see hangs on the segment itself. */
function attached(scene: Scene, member: string, segment: string): boolean {
  return scene.segments.idOf(member) === segment && scene.model.wiring.cableEnd(member) === null;
}

/** A cable is shown when somebody of ours listens at it. One into a bridge that only joins two ports is hidden behind the link between them. */
function cableShown(scene: Scene, a: string, b: string): boolean {
  const { model } = scene;
  const [left, right] = [model.port(a), model.port(b)];
  if (!left || !right || !(left.watched || right.watched)) return false;
  if (mute(scene, b)) return model.hearing.partner(a) === null;
  return mute(scene, a) ? model.hearing.partner(b) === null : true;
}
