export function CartPage() {
  return <h1>x</h1>
}
