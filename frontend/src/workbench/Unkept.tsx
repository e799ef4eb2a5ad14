/** Work that could be lost is not begun. */
export function Unkept({ reason }: { readonly reason: string }) {
  return (
    <main class="waiting">
      <h1>This browser cannot keep your work</h1>
      <p>
        Answers are kept here until the server has them, and this browser allows no storage. Another window may help.
      </p>
      <p class="muted small">{reason}</p>
    </main>
  );
}
