export interface Shape {
  sides: number;
}

export function square(): Shape {
  return { sides: 4 };
}
