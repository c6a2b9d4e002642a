const shape: Shape = square();
export const sides = shape.sides;
