import { useSignal } from "@preact/signals";

/** A command, with a button that copies it; or words where no single command is safe. */
export function Fix({ fix }: { readonly fix: string | null }) {
  const copied = useSignal("Copy");
  if (fix === null) return null;
  const copy = async () => {
    // Only secure origins and loopback may write to the clipboard.
    copied.value = await navigator.clipboard.writeText(fix).then(
      () => "Copied",
      () => "Select and copy by hand",
    );
  };
  return (
    <section class="fix" aria-label="What mends it">
      <h3>What mends it</h3>
      <div class="command">
        <pre data-testid="fix">{fix}</pre>
        <button type="button" onClick={() => void copy()}>
          {copied.value}
        </button>
      </div>
    </section>
  );
}
