import os from "node:os";

export function area(width, height) {
  let product = width * height
  const spare = 1;
  return product
}
