import { useState } from "preact/hooks";
import type { Session } from "../session.ts";
import { feedState, message } from "../state.ts";

/** What must not be overlooked: the daemon is lost, or it wants a token. */
export function Banner({ session }: { readonly session: Session }) {
  const state = feedState.value;
  if (state.kind === "denied") return <TokenForm session={session} />;
  if (state.kind === "lost" && state.attempt > 0)
    return (
      <p class="banner" role="alert">
        The daemon does not answer ({state.why}). What is shown is the last that was heard; trying again, attempt {state.attempt}.
      </p>
    );
  if (message.value !== null)
    return (
      <p class="banner" role="alert">
        {message.value}{" "}
        <button type="button" onClick={() => (message.value = null)}>
          Dismiss
        </button>
      </p>
    );
  return null;
}

function TokenForm({ session }: { readonly session: Session }) {
  const [token, setToken] = useState("");
  return (
    <form
      class="banner"
      onSubmit={(event) => {
        event.preventDefault();
        session.enterToken(token.trim());
      }}
    >
      <label>
        This daemon wants a token: <input type="password" autocomplete="off" value={token} onInput={(event) => setToken(event.currentTarget.value)} />
      </label>{" "}
      <button type="submit">Enter</button> <small>It is kept in memory only, until this page is closed.</small>
    </form>
  );
}
