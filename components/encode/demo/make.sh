#!/bin/sh
# Makes demo.mp4, the file behind the `mp4-demo` source: 24 seconds of moving test pattern with a clock and a tone.
#
# What MediaLive asks of it (User Guide, "Supported formats for MP4 input"): H.264 and AAC in MP4, a constant frame rate.
# Whole GOPs of two seconds and audio of the same length keep the seam of the loop quiet. Small, for it is committed.
# Needs ffmpeg with libx264 and drawtext. Run in any folder: writes beside itself.
set -eu
cd "$(dirname "$0")"
seconds=24
ffmpeg -hide_banner -loglevel error -y \
  -f lavfi -i "testsrc2=size=640x360:rate=30:duration=$seconds" \
  -f lavfi -i "sine=frequency=440:beep_factor=4:sample_rate=48000:duration=$seconds" \
  -filter_complex "[0:v]boxblur=2,drawbox=y=ih-64:h=64:color=black@0.6:t=fill,drawtext=text='Onair demo  %{pts\:hms}':fontcolor=white:fontsize=32:x=24:y=h-48[v];[1:a]volume=0.2,aformat=channel_layouts=stereo[a]" \
  -map "[v]" -map "[a]" \
  -c:v libx264 -profile:v main -pix_fmt yuv420p -preset veryslow -b:v 90k -maxrate 110k -bufsize 200k \
  -g 60 -keyint_min 60 -sc_threshold 0 -x264-params open-gop=0 \
  -c:a aac -b:a 32k -ar 48000 -shortest \
  -movflags +faststart -map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact \
  demo.mp4
ls -l demo.mp4
