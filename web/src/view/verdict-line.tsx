import type { LinkDocument } from "../../../src/topology/documents.ts";
import { reasonWords } from "../reason-words.ts";

/** A verdict with its warnings, its reason as a word and as a sentence. */
export function VerdictLine({ verdict, reason, warnings }: Pick<LinkDocument, "verdict" | "reason" | "warnings">) {
  return (
    <div class="standing">
      <p>
        <strong class={`pill verdict-${verdict}`}>{verdict}</strong>
        {warnings.map((warning) => (
          <span key={warning} class="pill warning">
            {warning}
          </span>
        ))}
        {reason !== null && <code data-testid="reason">{reason}</code>}
      </p>
      {reason !== null && <p>{reasonWords[reason]}</p>}
    </div>
  );
}
