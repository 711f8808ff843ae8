export function ProductPage() {
  return <h1>x</h1>
}
