echo a
echo ÿ
