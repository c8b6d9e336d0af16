/** The painter's order of the phantom: what lies deeper is painted first, what cuts into it later. */
import { type Arena, createArena } from './arena.ts';
import { paintBackMuscles } from './back-muscles.ts';
import { measureWall } from './body-wall.ts';
import { paintColon, paintSmallBowel } from './bowel.ts';
import { paintKidneys } from './kidneys.ts';
import { paintLiver } from './liver.ts';
import {
  paintParacostalMass,
  paintParaspinalMass,
  paintPeriaorticMass,
  paintPerirenalTissue,
} from './masses.ts';
import { paintPancreas } from './pancreas.ts';
import { paintIliacCrests } from './pelvis.ts';
import { paintRibs } from './ribs.ts';
import { type SliceCanvas, startSlice } from './slice-canvas.ts';
import { paintSpine } from './spine.ts';
import { paintSpleen, paintStomach } from './spleen-stomach.ts';
import { paintTable } from './table.ts';
import { measureDome, paintThorax } from './thorax.ts';
import { tissues } from './tissue.ts';
import { paintGreatVessels, paintMesentericVessels } from './vessels.ts';
import { paintWall } from './wall-layers.ts';

/** The noise-free slice at height z (mm): both phases and the masses' labels, in buffers of the arena. */
export function paintAnatomy(z: number, arena: Arena = createArena()): SliceCanvas {
  const canvas = startSlice(z, tissues.air, arena);
  const dome = measureDome();
  const wall = measureWall(canvas);
  paintTable(canvas);
  paintWall(canvas, wall);
  paintBackMuscles(canvas, wall);
  paintThorax(canvas, wall, dome);
  paintLiver(canvas, wall, dome);
  paintSpleen(canvas, wall, dome);
  paintMesentericVessels(canvas);
  paintSmallBowel(canvas, wall);
  paintPerirenalTissue(canvas, wall);
  paintKidneys(canvas);
  paintPeriaorticMass(canvas);
  paintStomach(canvas, wall, dome);
  paintPancreas(canvas);
  paintColon(canvas, wall);
  paintGreatVessels(canvas);
  paintParaspinalMass(canvas, wall);
  paintParacostalMass(canvas);
  paintIliacCrests(canvas);
  paintSpine(canvas);
  paintRibs(canvas, wall);
  return canvas;
}
