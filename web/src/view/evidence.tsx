import type { Session } from "../session.ts";
import { shown } from "../words.ts";
import { useLiveAnswer } from "./live-answer.ts";

interface EvidenceProps {
  readonly port: string;
  readonly peer: string | null;
  readonly session: Session;
}

/** Every fact that was looked at to explain a link, and where it comes from. */
export function Evidence({ port, peer, session }: EvidenceProps) {
  const answer = useLiveAnswer(() => session.api.explain(port, peer));
  if (!answer.value || answer.value.evidence.length === 0) return null;
  return (
    <details open class="part">
      <summary>Evidence</summary>
      <table class="evidence" data-testid="evidence">
        <tbody>
          {answer.value.evidence.map(({ fact, value, source }, index) => (
            <tr key={index}>
              <th scope="row">
                {shown(fact)} <small>{shown(source)}</small>
              </th>
              <td>{shown(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
