export function CataloguePage() {
  return <h1>x</h1>
}
