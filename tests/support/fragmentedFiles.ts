/** Two files as ffmpeg writes them for the rehearsal, a fragment for each frame, made once and packed (gzip, base64). */
import { gunzipSync } from "node:zlib";

/** Four grey frames of 64x36, 25 a second at 25000 ticks, a key frame at every second one. */
export const VIDEO = unpack(
  "H4sICIzQAWsCA2Z4Lm1wNABjYGCQSSupLMgszjdlYGBiANFAbJZbYGII5D/Lzc8vY2BgyMkty0hhQAHML8AUIxghACOqKnS+AwNewATU8KKkKDEbyI4pyQbbyYzHdNLsBREqYMmW3JTMRCBDITcF3V+JK0Bk6BEwRzcjJacIJlOWmZKKrDIMyM/3SMxLyUkFqWHUz83MSwMyRMpywYYiO0ElBSInk1KUmobkRJ7SohwFKPt9cUlSDpBeXFxSnIKkZnJiWbIhzgBwAHrJA0h7wFSI+gDVm1rqGZvrGRoYKORkJlUYmZkg6ZD4/x/kNaAqZ0anA1z/HzKIpQPpW4L/algcQOENJHgWH+lcwcjAknGO/wRQsUBBYnEB1HoQFiguKSlGMhLIL05G4osA+VVoDgWqSc5H4mvklqVWgOKgpAhMMyCZjwySSlNKQHEVlZsKpkFAETlegHFZlFhQkIOsSTczp7gESKuuLMkHWSqbkgjWDDYcGEBpwAAyAgcQkJ8BTOWgSBHITctADvgAYEoER1oJSJyJwQIiDk75IowQd4qUpKWUoDlZoqSoNA9Is0LNKWCCiMvkAl0Bsie1o8VKTYNnzpy5pddjS6/HAcVSsLgBpM0Hjxu4sLsB4j6oG2AhCgodIaj9bI6zFOzaDuDwOTMBn4tht5X9Ah6fy0FtFkrtaGJ6MWMBQ5qfn9+u1+t2vV6Pw+8s5PmdewdxfgcAGrcv8PgEAAA=",
);

/** Silence in stereo AAC, 48000 Hertz, four frames of 1024 samples. */
export const AUDIO = unpack(
  "H4sICIzQAWsCA2ZhLm1wNACdUs1OwkAQnpZCOBCDCQYPGDHRxIsEVBBvxJMH48XEg3qwsG0gdCnpDkRNNDyAB1/DZzDGePUhvJn4GM4uEJZqUdl0Oz87s983MwsAORevuy3hlwFMkJJ2hXd3S2Q/c9/vA4DH+00GUyv2qYShvskypqPCdg1mLpMSXjCw26RfYFthxmbcrnzGv3GNc85aNil5zsJ1PQ3k/3iYv9VkXjA+EX6vo0eekM0O7Q7zHBljJHir45KSFnzq0nU29OdY4LgavVQv8PIj/U1g3SN5J1AwLaZDg7C/lWRCekIVKo5gQo1kMBhsUJhFMltbUoe3asfJE198OP2ABGkGtRkydQwQtBjFHFFozMkWDc3OkH0TajTFNHzN3uR950q2FgMlx8zDA6r3GMrKzriD4wrX9HbTiAK72/X0pK2WJyTpjUf0JegKs1WyuvzI7rvl/cL2XqFULJLN6PGqeXC3qff0iB6YmgdKvwnVod+S51lzVCm6DEOUMxioBzCuRjJb5cTg3ZTYDcLeGWIf5JOvy9UICuYvFBI/U7CiKCxICmtp6/I+F4EYmw8xOT+iFY0Yq0Ujpv6A+AXrdS88sgQAAA==",
);

function unpack(text: string): Buffer {
  return gunzipSync(Buffer.from(text, "base64"));
}
