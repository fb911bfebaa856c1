/** Names for those who are only pseudonyms in the histories. Invented: any likeness is by chance. */
import { Chance } from './chance.ts'

const GIVEN =
  'Ada Amara Anton Beatriz Bruno Camille Chidi Dalia Darko Eilis Elif Emil Fatou Felix Freya Gaspard Gita Hana Hugo Ilse Imani Ivo Jarek Jun Kaia Kenji Lena Leo Lina Luca Mara Milo Mina Nico Noor Olga Omar Otis Petra Quentin Rafa Rina Rosa Samir Selma Sven Tara Theo Uma Vera Viktor Wanda Xenia Yara Yoshi Zeno'.split(
    ' ',
  )
const FAMILY =
  'Abara Almeida Andersen Aoki Bakker Banerjee Barros Becker Bianchi Castillo Chen Conti Cruz Dahl Delgado Diallo Dubois Eriksen Farkas Fischer Gallo Garcia Goto Gruber Haas Hansen Horvat Ibrahim Ito Jansen Kaya Keller Khan Kim Kowalski Larsen Lopes Marin Meyer Molina Mori Nakamura Novak Oduya Olsen Park Patel Petrov Quist Rao Rossi Sato Silva Singh Sorensen Tanaka Toth Varga Weber Yilmaz'.split(
    ' ',
  )
const PLACES = ['Lisbon', 'Osaka', 'Leeds', 'Kraków', 'Denver', 'Accra', 'Pune', 'Graz', 'Malmö', 'Quito']

export interface Identity {
  name: string
  properties: { city: string }
}

export function identityOf(person: string): Identity {
  const chance = new Chance(person)
  const name = `${chance.pick(GIVEN)} ${chance.pick(FAMILY)}`
  return { name, properties: { city: chance.pick(PLACES) } }
}
