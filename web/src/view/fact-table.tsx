import type { ComponentChildren } from "preact";

/** Names and values, a row each; a value that is null has no row. */
export function FactTable({ rows }: { readonly rows: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <table class="facts">
      <tbody>
        {rows.map(
          ([name, value]) =>
            value !== null && (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ),
        )}
      </tbody>
    </table>
  );
}
