import { selection } from "../state.ts";

/** Keys that work everywhere on the page: / goes to the search, Escape closes menus, then the panel. */
export function listenForShortcuts(): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.key === "/" && !typing(event.target)) {
      event.preventDefault();
      document.getElementById("search")?.focus();
    }
    if (event.key === "Escape" && !closeMenus()) selection.value = null;
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}

const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches("input, select, textarea");

function closeMenus(): boolean {
  const open = document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");
  for (const menu of open) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
  return open.length > 0;
}
